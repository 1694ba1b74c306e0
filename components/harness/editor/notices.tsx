"use client";
import { useEffect } from "react";
import { useEditorStores, useView } from "@/components/harness/editor/editor-context";
import { useToast } from "@/components/ui/toast";

/** Says for a moment what an edit did beside what was asked for. */
export function Notices() {
  const { view } = useEditorStores();
  const notice = useView((state) => state.notice);
  const toast = useToast();
  useEffect(() => {
    if (!notice) return;
    toast({ title: notice });
    view.setState({ notice: null });
  }, [notice, toast, view]);
  return null;
}
