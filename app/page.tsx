"use client";
import { useEffect } from "react";
export default function P() {
  useEffect(() => {
    new Worker(new URL("../lib/vault/worker/vault.worker.ts", import.meta.url), {
      type: "module",
      name: "vault",
    });
  }, []);
  return <p>hi</p>;
}
