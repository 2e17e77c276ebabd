/** The path of the document with its names filled in. */
export function pathSerializer(path: string, values: Record<string, unknown>): string {
  return path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values[name])));
}

/** What is not given, or empty, is left out. */
export function querySerializer(query: Record<string, unknown>): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  return String(new URLSearchParams(given.map(([key, value]) => [key, String(value)])));
}
