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

/** The same for a result that hangs on other objects too: it holds as long as they are those that it was worked out with. */
export function onceWith<Subject extends object, Given extends readonly unknown[], Result>(
  work: (subject: Subject, ...given: Given) => Result,
): (subject: Subject, ...given: Given) => Result {
  const known = new WeakMap<Subject, { given: Given; result: Result }>();
  return (subject, ...given) => {
    const before = known.get(subject);
    if (before?.given.every((one, at) => one === given[at])) return before.result;
    const result = work(subject, ...given);
    known.set(subject, { given, result });
    return result;
  };
}
