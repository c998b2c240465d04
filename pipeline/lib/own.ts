/**
 * Words of documents and declarations as keys of objects. A field may be called `constructor`, a record `toString`, a
 * map layer `__proto__`: only what an object has of its own counts.
 */
export function own<T>(object: Readonly<Record<string, T>> | undefined, key: string): T | undefined {
  return object !== undefined && Object.hasOwn(object, key) ? object[key] : undefined
}

/** An object to be filled, with nothing in it, not even by inheritance. */
export function dictionary<T>(): Record<string, T> {
  return Object.create(null)
}
