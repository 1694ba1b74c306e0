import { Kbd } from "@/components/ui/kbd";

/** The keys of a list, at its foot. */
export function ListKeys({ canSelect = false }: { canSelect?: boolean }) {
  return (
    <footer className="foot">
      <span>
        <Kbd>j</Kbd> <Kbd>k</Kbd> move
      </span>
      <span>
        <Kbd>Enter</Kbd> open
      </span>
      {canSelect && (
        <span>
          <Kbd>x</Kbd> select
        </span>
      )}
      <span>
        <Kbd>/</Kbd> find
      </span>
    </footer>
  );
}
