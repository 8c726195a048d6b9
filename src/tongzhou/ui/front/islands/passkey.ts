// <tz-passkey data-purpose="sign-in | proof | set-up" data-options="/passkey-options" data-failed="…" hidden>
//   <button type="button">…</button><input type="hidden" name="passkey"></tz-passkey>, inside a form.
// Asks the device for its answer, puts it into the field and sends the form. Without script, or where the
// browser knows no passkeys, it stays hidden: the password does the same.

type Options = { challenge: string } & Record<string, unknown>;
type Named = { id: string } & Record<string, unknown>;

class PasskeyButton extends HTMLElement {
  connectedCallback(): void {
    if (!window.isSecureContext || !("PublicKeyCredential" in window)) return;
    this.hidden = false;
    this.querySelector("button")?.addEventListener("click", () => void this.ask());
  }

  private async ask(): Promise<void> {
    const form = this.closest("form");
    const field = this.querySelector<HTMLInputElement>("input[name=passkey]");
    if (!form || !field || (this.dataset["purpose"] === "set-up" && !form.reportValidity())) return;
    try {
      field.value = JSON.stringify(await this.answer(form));
    } catch {
      this.tell(this.dataset["failed"] ?? "");
      return;
    }
    form.noValidate = true;
    form.requestSubmit();
  }

  private async answer(form: HTMLFormElement): Promise<object> {
    const body = new FormData();
    const token = form.elements.namedItem("csrfmiddlewaretoken") as HTMLInputElement;
    body.set("csrfmiddlewaretoken", token.value);
    body.set("purpose", this.dataset["purpose"] ?? "");
    const asked = await fetch(this.dataset["options"] ?? "", { method: "POST", body });
    if (!asked.ok) throw new Error(asked.statusText);
    const options = (await asked.json()) as Options;
    return this.dataset["purpose"] === "set-up" ? created(options) : got(options);
  }

  private tell(sentence: string): void {
    let line = this.querySelector("[role=alert]");
    if (!line) {
      line = document.createElement("p");
      line.className = "error";
      line.setAttribute("role", "alert");
      this.append(line);
    }
    line.textContent = sentence;
  }
}

async function created(options: Options): Promise<object> {
  const user = options["user"] as Named;
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    user: { ...user, id: bytes(user.id) },
    excludeCredentials: keys(options["excludeCredentials"]),
  } as unknown as PublicKeyCredentialCreationOptions;
  const made = (await navigator.credentials.create({ publicKey })) as PublicKeyCredential;
  const response = made.response as AuthenticatorAttestationResponse;
  return said(made, {
    attestationObject: text(response.attestationObject),
    transports: response.getTransports(),
  });
}

async function got(options: Options): Promise<object> {
  const publicKey = {
    ...options,
    challenge: bytes(options.challenge),
    allowCredentials: keys(options["allowCredentials"]),
  } as unknown as PublicKeyCredentialRequestOptions;
  const found = (await navigator.credentials.get({ publicKey })) as PublicKeyCredential;
  const response = found.response as AuthenticatorAssertionResponse;
  return said(found, {
    authenticatorData: text(response.authenticatorData),
    signature: text(response.signature),
    userHandle: response.userHandle ? text(response.userHandle) : null,
  });
}

function said(key: PublicKeyCredential, own: object): object {
  const response = { clientDataJSON: text(key.response.clientDataJSON), ...own };
  return { id: key.id, rawId: text(key.rawId), type: key.type, clientExtensionResults: {}, response };
}

function keys(named: unknown): object[] {
  return ((named ?? []) as Named[]).map((one) => ({ ...one, id: bytes(one.id) }));
}

function bytes(base64url: string): Uint8Array {
  const plain = atob(base64url.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (one) => one.charCodeAt(0));
}

function text(buffer: ArrayBuffer): string {
  const plain = btoa(String.fromCharCode(...new Uint8Array(buffer)));
  return plain.replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

customElements.define("tz-passkey", PasskeyButton);
