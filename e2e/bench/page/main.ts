import { openInPage } from '../engines/open-in-page'
import { createStage, type StageCalls } from '../stage'

declare global {
  interface Window {
    /** The engine of this page, for the coordinator. */
    stage: StageCalls
  }
}

window.stage = createStage(openInPage)
