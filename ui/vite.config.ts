import react from '@vitejs/plugin-react';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

/** `npm run dev` talks to a server on RITORNO_PORT, `npm run mock` to the made-up shop in dev/. */
export default defineConfig(async ({ mode }) => ({
  plugins: [react(), ...(mode === 'mock' ? [(await import('./dev/mockServer.ts')).mockServer()] : [])],
  resolve: { alias: { '@': fileURLToPath(new URL('./src', import.meta.url)) } },
  server: {
    proxy:
      mode === 'mock'
        ? {}
        : Object.fromEntries(
            ['/api', '/v1', '/ritorno.js'].map((path) => [
              path,
              `http://localhost:${process.env.RITORNO_PORT ?? '8080'}`,
            ]),
          ),
  },
  build: { chunkSizeWarningLimit: 700, sourcemap: false },
  test: {
    environment: 'jsdom',
    globals: false,
    setupFiles: ['src/test/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
  },
}));
