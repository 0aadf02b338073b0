/**
 * Runs a command and ends it as soon as the process that started this one is gone, however it went
 * (its end closes our stdin). So a killed set-up leaves no npm behind that still writes into
 * node_modules, and a killed start leaves no X server.
 *
 * usage: node guard.mjs command [args…]
 */
import { spawn } from 'node:child_process'

const [command, ...args] = process.argv.slice(2)
const ownGroup = process.platform !== 'win32'
const child = spawn(command, args, {
  stdio: ['ignore', 'inherit', 'inherit'],
  detached: ownGroup,
  windowsHide: true,
})

/** @param {NodeJS.Signals} signal */
function end(signal) {
  if (child.pid === undefined) return
  try {
    process.kill(ownGroup ? -child.pid : child.pid, signal)
  } catch (error) {
    if (error.code !== 'ESRCH') throw error
  }
}

function endSoon() {
  end('SIGTERM')
  setTimeout(() => end('SIGKILL'), 2000).unref()
}

process.stdin.on('end', endSoon).on('error', endSoon).resume()
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, endSoon)
child.on('error', (error) => {
  process.stderr.write(`${command}: ${error.message}\n`)
  process.exit(127)
})
child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
