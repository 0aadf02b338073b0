import { expect, it } from 'vitest'
import { noiseFilter } from './chromium-noise.mjs'

it('leaves out what every machine without a desktop prints, and nothing else', () => {
  const lines = [
    '[8379:1124/084250.143946:ERROR:bus.cc(399)] Failed to connect to the bus: no such file',
    'Error: vkCreateInstance failed with VK_ERROR_INCOMPATIBLE_DRIVER',
    '    at CheckVkSuccessImpl (../../third_party/dawn/src/dawn/native/vulkan/VulkanError.cpp:88)',
    '',
    '',
    'Error: device lost',
    '    at Submit (../../third_party/dawn/src/dawn/native/Queue.cpp:1)',
    '[1:1/1.1:ERROR:gpu_process_host.cc(1)] GPU process exited unexpectedly',
  ]
  expect(lines.filter(noiseFilter())).toEqual(lines.slice(4))
})
