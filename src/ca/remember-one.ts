/** A pure function that keeps its last answer, for arguments that hardly ever change within a process. */
export function rememberOne<Key extends string, Value>(make: (key: Key) => Value): (key: Key) => Value {
  let last: { readonly key: Key; readonly value: Value } | undefined;
  return (key) => {
    if (last?.key !== key) last = { key, value: make(key) };
    return last.value;
  };
}
