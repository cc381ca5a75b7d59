const form = document.querySelector("form");
const state = document.querySelector("[role=status]");
const seats = document.querySelector("#seats");

const refusals = {
  floating_not_available: "The last seat is taken. Try again when a colleague has left.",
  license_not_active: "This device is not activated.",
  license_not_found: "There is no such license.",
  no_answer: "The license server cannot be reached. Try again in a moment.",
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const answer = await fetch(`/api/${event.submitter.value}?${new URLSearchParams(new FormData(form))}`, {
    method: "POST",
  });
  show(await answer.json());
});

function show({ code, is_expired, times_activated, max_activations, floating_users, floating_in_use_devices }) {
  seats.textContent = "";
  if (code !== undefined) {
    state.textContent = refusals[code] ?? `The license is refused: ${code}.`;
    return;
  }
  state.textContent = is_expired
    ? "The license has expired."
    : `Active on ${times_activated} of ${max_activations} devices.`;
  if (floating_in_use_devices) seats.textContent = `${floating_in_use_devices} of ${floating_users} seats in use`;
}
