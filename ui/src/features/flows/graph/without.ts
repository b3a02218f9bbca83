/** A copy that lacks some of the fields. */
export function without<T extends object, K extends keyof T & string>(value: T, ...names: K[]): Omit<T, K> {
  return Object.fromEntries(Object.entries(value).filter(([name]) => !(names as string[]).includes(name))) as Omit<T, K>;
}
