import { ipcRenderer } from 'electron'
import { COMPUTE_PORT } from '../contract/requests'

// The compute page hears of nothing but its ports: whose each is, and the port.
ipcRenderer.on(COMPUTE_PORT, ({ ports }, owner: 'main' | 'lab') =>
  window.postMessage({ type: COMPUTE_PORT, owner }, '*', [...ports]),
)
