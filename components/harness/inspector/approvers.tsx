"use client";
import { useQuery } from "@tanstack/react-query";
import { ChoiceField } from "@/components/harness/inspector/choice-field";
import { useMay, useViewer } from "@/components/shell/viewer-context";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { type Role, scopesOf } from "@/lib/governance/access/scopes";
import { membersQuery } from "@/lib/governance/members/member-queries";

type ApproverRole = "RUNTIME" | "ADMIN" | "OWNER";
const PEOPLE = "people";
const CHOICES = [
  { value: "RUNTIME", label: "Anybody who runs" },
  { value: "ADMIN", label: "Admins" },
  { value: "OWNER", label: "Owners" },
  { value: PEOPLE, label: "People that you name" },
] as const;
const MAX_PEOPLE = 20;

type Props = {
  role: ApproverRole | undefined;
  /** Ids of people; present means that they decide and no role. */
  users: readonly string[] | undefined;
  onRole: (role: ApproverRole) => void;
  onUsers: (users: string[]) => void;
};

/** Who decides an approval: a role, or people by their names. */
export function Approvers({ role, users, onRole, onUsers }: Props) {
  return (
    <>
      <ChoiceField
        label="Who decides"
        value={users ? PEOPLE : (role ?? "RUNTIME")}
        options={CHOICES}
        onChange={(next) => (next === PEOPLE ? onUsers([]) : onRole(next))}
      />
      {users && <People chosen={users} onChange={onUsers} />}
    </>
  );
}

function People({ chosen, onChange }: { chosen: readonly string[]; onChange: (users: string[]) => void }) {
  const { tenant } = useViewer();
  const mayRead = useMay()("member:read");
  const { data, error, refetch } = useQuery({ ...membersQuery(tenant.slug), enabled: mayRead });
  if (!mayRead)
    return <p className="text-12 text-muted">{`${chosen.length} people decide. Your role does not see who.`}</p>;
  if (error) return <ErrorState error={error} onRetry={refetch} />;
  if (!data) return <Skeleton height={64} />;
  const toggle = (userId: string, isOn: boolean) =>
    onChange(isOn ? [...chosen, userId] : chosen.filter((one) => one !== userId));
  const gone = chosen.filter((userId) => !data.members.some((member) => member.userId === userId));
  return (
    <fieldset className="grid min-w-0 gap-2" data-place="users">
      <legend className="label mb-1.5">People, one of whom decides</legend>
      {data.members.map(({ userId, name, email, role }) => {
        const isChosen = chosen.includes(userId);
        const mayDecide = scopesOf(role).has("run:approve");
        return (
          <Checkbox
            key={userId}
            checked={isChosen}
            disabled={!isChosen && (!mayDecide || chosen.length >= MAX_PEOPLE)}
            onChange={(isOn) => toggle(userId, isOn)}
            label={<span className="break-words">{name}</span>}
            hint={<span className="break-all">{mayDecide ? email : `${email} · ${unable(role)}`}</span>}
          />
        );
      })}
      {gone.map((userId) => (
        <Checkbox
          key={userId}
          checked
          onChange={() => toggle(userId, false)}
          label="A former member"
          hint="No longer in this tenant, so this person decides nothing."
        />
      ))}
      {chosen.length === 0 && (
        <p className="text-12 text-fail" role="alert">
          Nobody is named yet: choose at least one person.
        </p>
      )}
    </fieldset>
  );
}

const unable = (role: Role): string => `may not decide as ${role.toLowerCase()}`;
