// "Take the tour" on the empty page. The code of the tour is fetched with the click.

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { showToast } from "@/lib/page/state/toasts";

export function TourButton() {
  const [isLoading, setIsLoading] = useState(false);
  const onClick = async () => {
    setIsLoading(true);
    const part = await import("@/lib/page/actions/tour/tour-actions").catch(() => null);
    if (part === null) {
      showToast(
        "warn",
        "The tour was not loaded",
        "A part of this page could not be fetched. Reload the page.",
      );
    } else {
      await part.startTour();
    }
    setIsLoading(false);
  };
  return (
    <Button disabled={isLoading} onClick={() => void onClick()}>
      Take the tour
    </Button>
  );
}
