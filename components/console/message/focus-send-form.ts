// Leads from the open message to the send form, once the form shows what was put into it.

export function focusSendForm(field: "subject" | "payload"): void {
  requestAnimationFrame(() => {
    const goal = document.querySelector(`[data-send-field="${field}"]`);
    if (goal instanceof HTMLElement) goal.focus();
  });
}
