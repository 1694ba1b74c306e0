"use client";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { CreateDialog } from "@/components/ui/create-dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { knowledgeListQuery } from "@/lib/harness/knowledge/knowledge-queries";
import { LANGUAGES, Language } from "@/lib/harness/knowledge/schema";
import { api, unwrap } from "@/lib/platform/http/api-client";

const OPTIONS = LANGUAGES.map((value) => ({
  value,
  label: value === "simple" ? "Any" : `${value[0]?.toUpperCase()}${value.slice(1)}`,
}));

type New = { key: string; name: string; language: Language };

/** Makes a knowledge without documents and opens it. */
export function NewKnowledgeDialog({ tenant, open, onClose }: { tenant: string; open: boolean; onClose: () => void }) {
  const router = useRouter();
  const client = useQueryClient();
  const [language, setLanguage] = useState<Language>("simple");
  const make = useMutation({
    mutationFn: (body: New) => unwrap(api.POST("/api/v1/{tenant}/knowledge", { params: { path: { tenant } }, body })),
    onSuccess: async ({ key }) => {
      await client.invalidateQueries(knowledgeListQuery(tenant));
      router.push(`/${tenant}/knowledge/${key}`);
    },
  });
  return (
    <CreateDialog
      open={open}
      onClose={onClose}
      title="New knowledge"
      description="It starts without documents. Every change is a revision; a release keeps the one that it was made with."
      action="Make knowledge"
      make={make}
      read={(fields) => ({ key: String(fields.get("key")), name: String(fields.get("name")).trim(), language })}
    >
      <Field label="Name">
        <Input name="name" required maxLength={80} pattern=".*\S.*" autoComplete="off" />
      </Field>
      <Field label="Key" hint="Lower-case letters, digits and _. Policies and steps name it.">
        <Input name="key" required pattern="[a-z][a-z0-9_]{0,39}" autoComplete="off" spellCheck={false} />
      </Field>
      <Field label="Language" hint="With a language, “returns” finds “returned”. It stays as it is.">
        <Select value={language} options={OPTIONS} onChange={(value) => setLanguage(Language.parse(value))} />
      </Field>
    </CreateDialog>
  );
}
