/** A failure that the server explained, or that never reached it (`network`). */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, detail: string, status = 0) {
    super(detail);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
  }

  get isNetwork(): boolean {
    return this.code === 'network';
  }
}

export function isApiError(error: unknown, code?: string): error is ApiError {
  return error instanceof ApiError && (code === undefined || error.code === code);
}
