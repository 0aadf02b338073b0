import { expect, it } from 'vitest'
import { installCommand, missingFrom, namesOffered } from './system-packages.mjs'

it('finds what is missing among installed, removed and unknown packages', () => {
  const listing = [
    'libnss3 installed',
    'libgtk-3-0t64 installed',
    'xvfb config-files',
    'dpkg-query: no packages found matching libgbm1',
  ].join('\n')
  const wanted = ['libnss3', 'libgtk-3-0', 'xvfb', 'libgbm1']
  expect(missingFrom(listing, wanted)).toEqual(['xvfb', 'libgbm1'])
})

it('takes the name that the release offers, and tells which it does not know', () => {
  const policy = [
    'libgtk-3-0:',
    '  Installed: (none)',
    '  Candidate: (none)',
    'libgtk-3-0t64:',
    '  Installed: (none)',
    '  Candidate: 3.24.49-3',
    '  Version table:',
    '     3.24.49-3 500',
    'libnss3:',
    '  Installed: (none)',
    '  Candidate: 2:3.110-1',
  ].join('\n')
  expect(namesOffered(policy, ['libgtk-3-0', 'libnss3', 'chromium'])).toEqual({
    offered: ['libgtk-3-0t64', 'libnss3'],
    unknown: ['chromium'],
  })
})

it('prints a command that can be copied', () => {
  expect(installCommand(['xvfb', 'xauth'])).toBe(
    'sudo apt-get install -y --no-install-recommends xvfb xauth',
  )
})
