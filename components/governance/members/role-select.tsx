import { ROLE_WORDS } from "@/components/governance/members/role-words";
import { Role } from "@/lib/governance/access/scopes";

type Props = { value: Role; label: string; isOwner: boolean; disabled?: boolean; onChange: (role: Role) => void };

/** The six roles with what they are for. Only an owner can make owners. */
export function RoleSelect({ value, label, isOwner, disabled = false, onChange }: Props) {
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      disabled={disabled}
      onChange={(event) => onChange(Role.parse(event.target.value))}
    >
      {Role.options.map((role) => (
        <option key={role} value={role} disabled={role === "OWNER" && !isOwner && value !== "OWNER"}>
          {role.charAt(0) + role.slice(1).toLowerCase()}: {ROLE_WORDS[role]}
        </option>
      ))}
    </select>
  );
}
