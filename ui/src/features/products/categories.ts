/** The paths that lead no further: a product also stands in all their parents. */
export function deepest(paths: string[]): string[] {
  return paths.filter((path) => !paths.some((other) => other.startsWith(`${path}/`)));
}
