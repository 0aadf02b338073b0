/** The JavaScript file behind a command of node_modules, to run with this Node (the shims differ between systems). */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * @param {string} root the project's folder, with node_modules
 * @param {string} packageName
 * @param {string} [command] when the package has several; else its own name
 * @returns {string} a path
 */
export function packageScript(root, packageName, command = packageName) {
  const folder = join(root, 'node_modules', packageName)
  const { bin } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
  return join(folder, typeof bin === 'string' ? bin : bin[command])
}
