"use client";
import { useMutation } from "@tanstack/react-query";
import { ArchiveRestore } from "lucide-react";
import { Button } from "@/components/ui/button";
import { useToast } from "@/components/ui/toast";

type Props = {
  name: string;
  /** Takes it out of the archive, and resolves when the lists are fresh. */
  restore: () => Promise<unknown>;
};

/** Brings something archived back into the lists. */
export function RestoreButton({ name, restore }: Props) {
  const toast = useToast();
  const { mutate, isPending } = useMutation({
    mutationFn: restore,
    onSuccess: () => toast({ title: `${name} is back in the lists`, tone: "ok" }),
    onError: (error) => toast({ title: `${name} is not restored`, detail: error.message, tone: "fail" }),
  });
  return (
    <Button size="sm" aria-label={`Restore ${name}`} disabled={isPending} onClick={() => mutate()}>
      <ArchiveRestore className="i s" aria-hidden />
      Restore
    </Button>
  );
}
