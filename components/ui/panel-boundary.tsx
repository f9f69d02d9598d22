// An error boundary for one panel: the other panels keep working, and the user can show this one again.

import { Component, type ReactNode } from "react";
import { Button } from "@/components/ui/button";
import { VisibleText } from "@/components/ui/visible-text";

interface Props {
  readonly name: string;
  readonly children: ReactNode;
}

export class PanelBoundary extends Component<Props, { hasFailed: boolean }> {
  override state = { hasFailed: false };

  static getDerivedStateFromError() {
    return { hasFailed: true };
  }

  override render() {
    if (!this.state.hasFailed) return this.props.children;
    return (
      <div role="alert" className="grid content-start justify-items-start gap-2 p-4">
        <p className="font-medium">
          <VisibleText>{this.props.name}</VisibleText> stopped working
        </p>
        <p className="text-ink-2">
          An unexpected error stopped this panel. The connection and the messages are not affected.
        </p>
        <Button size="sm" onClick={() => this.setState({ hasFailed: false })}>
          Show again
        </Button>
      </div>
    );
  }
}
