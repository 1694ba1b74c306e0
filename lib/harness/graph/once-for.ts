/**
 * The function, which works its result out once for each object. An edit makes other objects of what it changes and leaves
 * the rest, so what was found out about a step is true as long as there is that object. Results are shared: they are read only.
 */
export function onceFor<Subject extends object, Result>(
  work: (subject: Subject) => Result,
): (subject: Subject) => Result {
  const known = new WeakMap<Subject, { result: Result }>();
  return (subject) => {
    const before = known.get(subject);
    if (before) return before.result;
    const result = work(subject);
    known.set(subject, { result });
    return result;
  };
}
