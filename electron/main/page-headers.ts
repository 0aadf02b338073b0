const CONTENT_SECURITY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' blob: data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-src 'none'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * Headers of every page, script and worker: cross-origin isolation (for SharedArrayBuffer), no
 * guessing of types, and the content security policy. socket: the development server's, or none.
 */
export function pageHeaders(socket?: string): Record<string, string> {
  const policy = socket
    ? CONTENT_SECURITY.replace("connect-src 'self'", `connect-src 'self' ${socket}`)
    : CONTENT_SECURITY
  return {
    'Content-Security-Policy': policy,
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'X-Content-Type-Options': 'nosniff',
    'Cache-Control': 'no-cache',
  }
}
