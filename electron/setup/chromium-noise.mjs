/** What Chromium prints on every machine without a desktop or a GPU, where it means nothing. */

/** No message bus to talk to; no hardware Vulkan or OpenGL to try before the software one is taken. */
const MEANINGLESS = [
  /:ERROR:(bus|object_proxy)\.cc\(\d+\)\] Failed to (connect to the bus|call method)/,
  /^Warning: vkCreateInstance: Found no drivers!$/,
  /^Error: vkCreateInstance failed with VK_ERROR_INCOMPATIBLE_DRIVER$/,
  /^Error: eglChooseConfig returned zero configs$/,
  /^Error: EGL_EXT_create_context_robustness must be supported$/,
]
const ITS_STACK = /^( {4}at .*\/third_party\/dawn\/.*)?$/

/**
 * A filter for lines of Chromium's stderr, in their order.
 * @returns {(line: string) => boolean} whether the line says something
 */
export function noiseFilter() {
  let afterNoise = false
  return (line) => {
    const isNoise =
      MEANINGLESS.some((one) => one.test(line)) || (afterNoise && ITS_STACK.test(line))
    afterNoise = isNoise && line !== ''
    return !isNoise
  }
}
