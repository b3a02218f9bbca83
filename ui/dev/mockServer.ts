import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

export interface MockCall {
  /** What the parts in braces of the path matched. */
  path: Record<string, string>;
  query: URLSearchParams;
  body: unknown;
  /** Answers with another status than 200. */
  status: (code: number) => void;
  type: (contentType: string) => void;
}

export type MockRoutes = Record<string, (call: MockCall) => unknown>;

/** A page of a made-up list. */
export function pageOf<T>(items: T[], query: URLSearchParams, standard = 50) {
  const limit = Number(query.get('limit') ?? standard);
  const start = Number(query.get('cursor') ?? 0);
  return {
    items: items.slice(start, start + limit),
    next: start + limit < items.length ? String(start + limit) : null,
  };
}

/**
 * Answers `/api/**` with a made-up shop, so that screens can be written without a server. Each file of dev/mock exports
 * `routes`, keyed `GET /api/shops/{shop}/orders`.
 */
export function mockServer(): Plugin {
  const folder = join(import.meta.dirname, 'mock');
  return {
    name: 'ritorno-mock',
    configureServer(server) {
      server.middlewares.use(async (request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next();
        const url = new URL(request.url, 'http://mock');
        const modules = await Promise.all(
          readdirSync(folder).map((file) => server.ssrLoadModule(join(folder, file)) as Promise<{ routes?: MockRoutes }>),
        );
        for (const [route, answer] of modules.flatMap(({ routes }) => Object.entries(routes ?? {}))) {
          const [method, pattern = ''] = route.split(' ');
          const names: string[] = [];
          const regex = new RegExp(
            `^${pattern.replace(/\./g, '\\.').replace(/\{(\w+)\}/g, (_whole, name: string) => {
              names.push(name);
              return '([^/]+)';
            })}$`,
          );
          const match = regex.exec(url.pathname);
          if (method !== request.method || !match) continue;
          const chunks: Buffer[] = [];
          for await (const chunk of request) chunks.push(chunk as Buffer);
          const text = Buffer.concat(chunks).toString();
          let body: unknown = text;
          try {
            body = JSON.parse(text);
          } catch {
            // stays as it came
          }
          response.setHeader('Content-Type', 'application/json');
          const result = answer({
            path: Object.fromEntries(names.map((name, index) => [name, decodeURIComponent(match[index + 1] ?? '')])),
            query: url.searchParams,
            body,
            status: (code) => {
              response.statusCode = code;
            },
            type: (contentType) => response.setHeader('Content-Type', contentType),
          });
          response.end(typeof result === 'string' ? result : result === undefined ? '' : JSON.stringify(result));
          return;
        }
        response.statusCode = 404;
        response.setHeader('Content-Type', 'application/problem+json');
        response.end(JSON.stringify({ status: 404, title: 'Not Found', detail: `the mock has no ${request.method} ${url.pathname}` }));
      });
    },
  };
}
