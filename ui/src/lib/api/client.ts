import { capital } from '../sentence';

/** An RFC 9457 problem from the server, or `status` 0 when it could not be reached. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly detail: string,
    readonly field: string | undefined = undefined,
    readonly body: unknown = undefined,
  ) {
    super(detail);
    this.name = 'ApiError';
  }

  /** What is wrong, to be read at the field itself: without its name in front. */
  get atField(): string {
    const text = this.field && this.detail.startsWith(this.field) ? this.detail.slice(this.field.length) : this.detail;
    return capital(text.replace(/^[:\s]+/, ''));
  }
}

export type Params = Record<string, string | number | boolean | undefined | null>;

/** Adds what is set of `params` to a path. */
export function withParams(path: string, params: Params = {}): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(params)) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  const text = query.toString();
  return text ? `${path}?${text}` : path;
}

export function xsrfToken(): string | undefined {
  return document.cookie
    .split('; ')
    .find((cookie) => cookie.startsWith('XSRF-TOKEN='))
    ?.slice('XSRF-TOKEN='.length);
}

interface ProblemBody {
  title?: string;
  detail?: string;
  field?: string;
}

export function problemOf(status: number, text: string): ApiError {
  try {
    const body = JSON.parse(text) as ProblemBody;
    return new ApiError(status, body.detail ?? body.title ?? `HTTP ${status}`, body.field, body);
  } catch {
    return new ApiError(status, `HTTP ${status}`);
  }
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<T> {
  // problems are told in the language of the screens
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': document.documentElement.lang };
  const token = xsrfToken();
  if (method !== 'GET' && token) headers['X-XSRF-TOKEN'] = token;
  const raw = body instanceof FormData || body instanceof Blob;
  if (body !== undefined && !raw) headers['Content-Type'] = 'application/json';
  let response: Response;
  try {
    response = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      body: body === undefined ? undefined : raw ? body : JSON.stringify(body),
      signal,
    });
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError(0, 'unreachable');
  }
  const text = await response.text();
  if (!response.ok) throw problemOf(response.status, text);
  return (text ? JSON.parse(text) : undefined) as T;
}

/** Calls to `/api/**`; each throws [ApiError]. */
export const api = {
  get: <T>(path: string, params?: Params, signal?: AbortSignal) =>
    call<T>('GET', withParams(path, params), undefined, signal),
  post: <T>(path: string, body?: unknown, signal?: AbortSignal) => call<T>('POST', path, body, signal),
  put: <T>(path: string, body?: unknown) => call<T>('PUT', path, body),
  patch: <T>(path: string, body?: unknown) => call<T>('PATCH', path, body),
  delete: <T = void>(path: string) => call<T>('DELETE', path),
};
