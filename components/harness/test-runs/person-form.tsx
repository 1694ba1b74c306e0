import type { ChosenPerson } from "@/components/harness/test-runs/remembered-person";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import type { PersonNeeds } from "@/lib/harness/test-runs/test-person";

type Props = { needs: PersonNeeds; person: ChosenPerson; onChange: (person: ChosenPerson) => void };

/** On whose behalf the test runs. Only there when the draft has to do with the memory of a user or a conversation. */
export function PersonForm({ needs, person, onChange }: Props) {
  if (!needs.user && !needs.conversation) return null;
  const goesOn = !person.isNew && person.last !== null;
  return (
    <fieldset className="test-person">
      <legend className="label">Memory of this test</legend>
      <div className="case-sides">
        {needs.user && (
          <Field label="Test user" hint="Only of tests: no real user has this memory.">
            <Input
              compact
              maxLength={80}
              value={person.user}
              onChange={(event) => onChange({ ...person, user: event.target.value })}
            />
          </Field>
        )}
        {needs.conversation && (
          <Field label="Conversation" hint={goesOn ? "It knows what was said in the last test." : "It begins empty."}>
            <Select
              compact
              value={goesOn ? "last" : "new"}
              options={[
                { value: "new", label: "A new one for each test" },
                ...(person.last === null ? [] : [{ value: "last", label: "The one of the last test" }]),
              ]}
              onChange={(value) => onChange({ ...person, isNew: value === "new" })}
            />
          </Field>
        )}
      </div>
    </fieldset>
  );
}
