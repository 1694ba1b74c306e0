import { CircleCheck, Users } from "lucide-react";
import { ActorName } from "@/components/governance/members/actor-name";
import { Checkbox } from "@/components/ui/checkbox";
import type { PromotionCheck } from "@/lib/harness/promotion/schema";

type Props = {
  tenant: string;
  fourEyes: PromotionCheck["fourEyes"];
  confirmed: boolean;
  onConfirm: (confirmed: boolean) => void;
};

/** Whether somebody other than those who drew it promotes a release. */
export function SecondPerson({ tenant, fourEyes: { state, authors }, confirmed, onConfirm }: Props) {
  const names = authors.map((author, position) => (
    <span key={author}>
      {position > 0 && ", "}
      <ActorName tenant={tenant} actor={author} />
    </span>
  ));
  if (state === "author")
    return (
      <p className="flex gap-2 fail" role="note">
        <Users className="i s mt-1 flex-none" aria-hidden />
        <span>You drew what is new in it ({names}). Somebody else has to promote it to production.</span>
      </p>
    );
  if (state === "alone")
    return (
      <Checkbox
        checked={confirmed}
        onChange={onConfirm}
        label="Nobody else looks at it"
        hint="You drew it, and you are the only member who may promote. This stands in the audit log."
      />
    );
  return (
    <p className="st muted">
      <CircleCheck className="i ok" aria-hidden />
      {state === "off" ? (
        "This tenant asks for no second person."
      ) : (
        <span>You are the second person; drawn by {names}.</span>
      )}
    </p>
  );
}
