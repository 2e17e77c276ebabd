/** A failure that the server explained, or that never reached it (`network`). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  /** What is wrong with each field of the request, by the field's name. */
  readonly errors: Readonly<Record<string, readonly string[]>>;
  /** How long the server asks to be left alone, where it says so. */
  readonly retryAfterMs: number | null;

  constructor(
    code: string,
    detail: string,
    status = 0,
    { errors = {}, retryAfterMs = null }: { errors?: Record<string, readonly string[]>; retryAfterMs?: number | null } = {},
  ) {
    super(detail);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.errors = errors;
    this.retryAfterMs = retryAfterMs;
  }

  /** What to do about it: what is wrong with a field, where the server says so. */
  get advice(): string {
    return Object.values(this.errors)[0]?.[0] ?? this.message;
  }

  get isNetwork(): boolean {
    return this.code === 'network';
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}

/** Nobody answered, or a proxy did in the server's place. */
export function isServerAway(error: unknown): boolean {
  return isApiError(error) && (error.isNetwork || error.status >= 500);
}
