import pluginVue from 'eslint-plugin-vue';
import tseslint from 'typescript-eslint';

import roomRules from './build/roomRules.js';

export default tseslint.config(
  { ignores: ['node_modules/**', 'src/api/schema.d.ts'] },
  ...tseslint.configs.recommended,
  ...pluginVue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parserOptions: { parser: tseslint.parser } },
  },
  {
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'max-lines': ['error', { max: 300 }],
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      // What people wrote is shown as text, never as HTML; what we wrote lives in the locales.
      'vue/no-v-html': 'error',
      'vue/no-bare-strings-in-template': 'error',
      // The server's policy refuses style attributes.
      'vue/no-static-inline-styles': 'error',
      'vue/block-order': ['error', { order: ['script', 'template', 'style'] }],
      'vue/define-macros-order': 'error',
      'vue/html-self-closing': ['error', { html: { void: 'always', normal: 'always', component: 'always' } }],
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/html-indent': 'off',
      'vue/html-closing-bracket-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/first-attribute-linebreak': 'off',
      'vue/require-default-prop': 'off',
    },
  },
  ...roomRules,
  {
    files: ['src/**/*.{ts,vue}'],
    ignores: ['src/realtime/**'],
    rules: {
      'no-restricted-imports': ['error', { paths: [{ name: '@microsoft/signalr', message: 'Only src/realtime knows SignalR.' }] }],
    },
  },
);
