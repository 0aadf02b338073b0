import vue from 'eslint-plugin-vue'
import accessibility from 'eslint-plugin-vuejs-accessibility'
import prettier from 'eslint-config-prettier'
import tseslint from 'typescript-eslint'

const ELECTRON = 'electron'

/** The package alone: as a glob, its name would also close the folder electron/. */
const asPattern = (name) => (name === ELECTRON ? { regex: '^electron$' } : { group: [name] })

/** Which folder may import which: everything named here is out of bounds. */
const closedTo = (...names) => ({
  'no-restricted-imports': ['error', { patterns: names.map(asPattern) }],
})

const [MAIN, ENGINE, COMPUTE, PRELOAD, SRC] = [
  '**/main/**',
  '**/engine/**',
  '**/compute/**',
  '**/preload/**',
  '**/src/**',
]

export default tseslint.config(
  {
    ignores: [
      'out/**',
      'node_modules/**',
      'e2e/bench/node_modules/**',
      'e2e/bench/out/**',
      'test-results/**',
      'playwright-report/**',
    ],
  },
  ...tseslint.configs.strict,
  ...vue.configs['flat/recommended'],
  ...accessibility.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      'vue/no-v-html': 'error',
      'vue/multi-word-component-names': 'off',
      'no-undef': 'off',
      'no-console': 'error',
      eqeqeq: 'error',
      'max-params': ['error', 4],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['warn', { max: 60, skipBlankLines: true, skipComments: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-invalid-void-type': 'off',
      'vuejs-accessibility/label-has-for': 'off',
      'vuejs-accessibility/no-static-element-interactions': 'off',
    },
  },
  { files: ['src/**'], rules: closedTo(ELECTRON, MAIN, ENGINE, COMPUTE, PRELOAD, 'node:*') },
  { files: ['electron/engine/**'], rules: closedTo(ELECTRON, 'vue', MAIN, COMPUTE, PRELOAD, SRC) },
  {
    files: ['electron/compute/**'],
    rules: closedTo(ELECTRON, 'vue', MAIN, PRELOAD, SRC, 'node:*'),
  },
  { files: ['electron/main/**'], rules: closedTo('vue', ENGINE, COMPUTE, PRELOAD, SRC) },
  { files: ['electron/preload/**'], rules: closedTo('vue', MAIN, ENGINE, COMPUTE, SRC) },
  {
    files: ['electron/contract/**'],
    rules: closedTo(ELECTRON, 'vue', MAIN, ENGINE, COMPUTE, PRELOAD, SRC, '../*'),
  },
  {
    files: ['**/*.test.ts', '**/*.spec.ts', '**/*.bench.ts', 'e2e/**'],
    rules: {
      '@typescript-eslint/no-non-null-assertion': 'off',
      'no-restricted-imports': 'off',
      'max-lines-per-function': 'off',
    },
  },
  { files: ['electron/setup/**', 'e2e/bench/**'], rules: { 'no-console': 'off' } },
  prettier,
)
