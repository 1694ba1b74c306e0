/** Another worker has the run by now, so nothing was begun. Ends the attempt; whoever catches it throws it on. */
export class LostLease extends Error {
  constructor() {
    super("Another worker has this run now.");
    this.name = "LostLease";
  }
}
