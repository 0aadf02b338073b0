import { expect, it } from 'vitest'
import { forbiddingSetting } from './sandbox.mjs'

it('names the kernel setting that keeps Electron from its sandbox', () => {
  const files = { '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '1\n' }
  expect(forbiddingSetting((path) => files[path] ?? '')).toBe(
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns is 1',
  )
})

it('finds none where user namespaces are free', () => {
  const files = {
    '/proc/sys/kernel/apparmor_restrict_unprivileged_userns': '0\n',
    '/proc/sys/kernel/unprivileged_userns_clone': '1\n',
    '/proc/sys/user/max_user_namespaces': '95932\n',
  }
  expect(forbiddingSetting((path) => files[path] ?? '')).toBeUndefined()
})
