import { receiptText } from '../bench/receipt-text'
import { inputName } from '../channels'
import { copyText } from '../components/copy-text'
import { translate } from '../locales'
import { useLayerStore } from '../stores/layer'
import { useNoticesStore } from '../stores/notices'
import { useProbeStore } from '../stores/probe'

/** `Y0 at column 3, row 2`, or nothing while no place is looked at. */
export function receiptPlace(): string {
  const { place } = useProbeStore()
  if (!place) return ''
  const name = useLayerStore().outputNames[place.channel] ?? ''
  return translate('receipt.where', { ...place, name })
}

/** Puts the receipt on screen on the clipboard, as cells parted by tabs, and says so. */
export function copyReceipt(): void {
  const { probe } = useProbeStore()
  if (!probe) return
  const { inputs } = useLayerStore()
  const text = receiptText(probe, {
    where: receiptPlace(),
    values: translate('receipt.values'),
    weights: translate('receipt.weights'),
    products: translate('receipt.products'),
    padding: translate('receipt.outside'),
    bias: translate('receipt.bias'),
    value: translate('receipt.value'),
    nameOf: (channel) => inputName(channel, inputs),
  })
  const { tell } = useNoticesStore()
  if (copyText(text)) tell(translate('receipt.copied'), 'good')
  else tell(translate('receipt.notCopied'), 'error')
}
