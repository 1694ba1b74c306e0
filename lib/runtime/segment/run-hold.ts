import type { Lease } from "@/lib/runtime/segment/lease.server";

/** The segment: `renew` asks the journal and ends the segment when the run is another worker's. */
type Owner = { isOver: () => boolean; renew: () => Promise<void>; fail: (error: unknown) => void };

/** Whether a run is still its segment's: by the clocks while the last answer is fresh, else by asking. */
export class RunHold {
  constructor(
    private readonly lease: Lease,
    private readonly owner: Owner,
  ) {}

  /** Nothing begins before. Throws when the journal cannot be asked. */
  async still(): Promise<boolean> {
    while (!this.lease.isFresh && !this.owner.isOver()) await this.owner.renew();
    return !this.owner.isOver();
  }

  /** The same for what runs inside an attempt; a journal that does not answer ends the segment, and not the step. */
  readonly ask = async (): Promise<boolean> => {
    if (this.lease.isFresh) return !this.owner.isOver();
    return await this.still().catch((error: unknown) => {
      this.owner.fail(error);
      return false;
    });
  };
}
