"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { harnessesQuery } from "@/lib/harness/harnesses/harness-queries";
import { TEMPLATES, TemplateKey } from "@/lib/harness/templates/template-list";
import { api, unwrap } from "@/lib/platform/http/api-client";

type Props = {
  tenant: string;
  open: boolean;
  /** The template that is chosen at first; "" = an empty draft. */
  start?: TemplateKey | "";
  onClose: () => void;
};

/** Asks for a name, makes the harness and opens its editor. */
export function NewHarnessDialog({ tenant, open, start = "", onClose }: Props) {
  const router = useRouter();
  const client = useQueryClient();
  const make = useMutation({
    mutationFn: (body: { name: string; template?: TemplateKey }) =>
      unwrap(api.POST("/api/v1/{tenant}/harnesses", { params: { path: { tenant } }, body })),
    onSuccess: async ({ slug }) => {
      await client.invalidateQueries(harnessesQuery(tenant));
      router.push(`/${tenant}/harnesses/${slug}/edit`);
    },
  });
  return (
    <CreateDialog
      open={open}
      onClose={onClose}
      title="New harness"
      description="An agent or a workflow. Nothing runs until you test it."
      width={560}
      action="Make harness"
      make={make}
      read={newHarness}
    >
      <Field label="Name" hint="What it does, for example Support desk. The name used by API is made from it.">
        <Input name="name" required maxLength={80} pattern=".*\S.*" autoComplete="off" />
      </Field>
      <TemplateChoice start={start} />
    </CreateDialog>
  );
}

function newHarness(fields: FormData): { name: string; template?: TemplateKey } {
  const template = TemplateKey.safeParse(fields.get("template"));
  return { name: String(fields.get("name")).trim(), ...(template.success ? { template: template.data } : {}) };
}

/** An empty draft, or one of the templates. */
function TemplateChoice({ start }: { start: TemplateKey | "" }) {
  return (
    <fieldset>
      <legend className="label mb-[5px]">Start from</legend>
      <div className="templates">
        {[EMPTY, ...TEMPLATES].map(({ key, name, description }) => (
          <label key={key}>
            <input type="radio" name="template" value={key} defaultChecked={key === start} />
            <span>
              <b className="font-medium">{name}</b>
              <span className="block text-12 text-muted">{description}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}

const EMPTY = { key: "", name: "An empty canvas", description: "You draw every step yourself." };
