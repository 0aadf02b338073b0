import { translateFault, type Fault } from '../../electron/contract/faults'
import chinese from '../../resources/faults.zh-CN.json'
import { i18n } from '.'

/**
 * What a fault says, in the language of the moment: ask where it is shown, so that the sentence
 * follows a switch.
 */
export function faultText(fault: Fault): string {
  return i18n.global.locale.value === 'zh-CN' ? translateFault(fault, chinese) : fault.message
}
