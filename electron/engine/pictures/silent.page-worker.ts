/** For page tests: hears everything and never answers, like a decoder that loops. */
addEventListener('message', () => {
  for (;;);
})
