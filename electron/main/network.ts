import { session } from 'electron'
import { devServer, SCHEME } from './pages'

const OWN = [`${SCHEME}:`, 'blob:', 'data:', 'devtools:']

/** Cancels every request that is not for the lab's own files: it works without a network. */
export function setUpNetwork(): void {
  const dev = devServer()
  session.defaultSession.webRequest.onBeforeRequest(({ url }, decide) => {
    decide({ cancel: !isOwn(url, dev) })
  })
}

function isOwn(url: string, dev: string | null): boolean {
  if (OWN.some((scheme) => url.startsWith(scheme))) return true
  return dev !== null && url.replace(/^ws/, 'http').startsWith(dev)
}
