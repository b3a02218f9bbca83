import js from '@eslint/js';
import a11y from 'eslint-plugin-jsx-a11y';
import hooks from 'eslint-plugin-react-hooks';
import globals from 'globals';
import ts from 'typescript-eslint';

export default ts.config(
  { ignores: ['dist', 'node_modules'] },
  js.configs.recommended,
  ...ts.configs.strict,
  hooks.configs.flat.recommended,
  a11y.flatConfigs.recommended,
  {
    languageOptions: { globals: { ...globals.browser } },
    rules: {
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': 'error',
      // features never import each other, only components/ and lib/
      'no-restricted-imports': ['error', { patterns: ['@/features/*', '../../*/'] }],
      'jsx-a11y/no-autofocus': 'off',
    },
  },
  {
    files: ['dev/**', '*.config.*'],
    languageOptions: { globals: { ...globals.node } },
    rules: { 'no-restricted-imports': 'off' },
  },
  // the shell knows the login; other features it finds
  { files: ['src/app/Gate.tsx'], rules: { 'no-restricted-imports': 'off' } },
);
