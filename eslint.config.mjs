import globals from 'globals';
import vue from 'eslint-plugin-vue';
import ts from 'typescript-eslint';
import vueParser from 'vue-eslint-parser';

export default ts.config(
  {
    ignores: [
      '**/dist',
      '**/.nuxt',
      '**/.output',
      '**/.halyard',
      '**/*.generated.ts',
      '**/test-results',
    ],
  },
  ...ts.configs.strict,
  ...vue.configs['flat/recommended'],
  {
    files: ['**/*.vue'],
    languageOptions: { parser: vueParser, parserOptions: { parser: ts.parser } },
  },
  {
    languageOptions: { globals: { ...globals.node, ...globals.browser } },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      // Nest's modules are classes with nothing in them; so are DTOs that only inherit.
      '@typescript-eslint/no-extraneous-class': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-console': 'error',
      'prefer-const': 'error',
      // Prettier's business.
      'vue/html-indent': 'off',
      'vue/html-self-closing': 'off',
      'vue/max-attributes-per-line': 'off',
      'vue/singleline-html-element-content-newline': 'off',
      'vue/multiline-html-element-content-newline': 'off',
      'vue/html-closing-bracket-newline': 'off',
      // Nuxt names pages and layouts by their files.
      'vue/multi-word-component-names': 'off',
      // An absent prop is undefined, as TypeScript says it is.
      'vue/require-default-prop': 'off',
    },
  },
  {
    files: ['services/platform-api/**', 'packages/contracts/**'],
    // Nest and class-validator read a class's parameter and property types at run time.
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  {
    // What people run at a terminal speaks to them there.
    files: ['scripts/**', '**/bench/**', '**/test/program.ts', 'services/dev-identity/src/**'],
    rules: { 'no-console': 'off' },
  },
);
