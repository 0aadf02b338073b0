/** For page tests: breaks as soon as it is asked. */
addEventListener('message', () => {
  throw new Error('broken on purpose')
})
