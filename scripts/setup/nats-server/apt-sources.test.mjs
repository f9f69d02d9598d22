// Reading apt sources in both formats, as found on real machines.
import { describe, expect, it } from "vitest";
import {
  ownSource,
  parseDeb822,
  parseOneLine,
  parseOsRelease,
  suitesToTry,
} from "./apt-sources.mjs";

const DEBIAN = `Types: deb
# a comment between fields
URIs: http://mirror.example/debian
Suites: bookworm bookworm-updates
Components: main contrib
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg

Types: deb
URIs: http://mirror.example/debian-security
Suites: bookworm-security
Components: main
Signed-By: /usr/share/keyrings/debian-archive-keyring.gpg
`;

describe("deb822 format", () => {
  it("reads every stanza with its mirror, suites, components and keyring", () => {
    const [first, second, ...rest] = parseDeb822(DEBIAN);
    expect(first).toEqual({
      uri: "http://mirror.example/debian",
      suites: ["bookworm", "bookworm-updates"],
      components: ["main", "contrib"],
      signedBy: "/usr/share/keyrings/debian-archive-keyring.gpg",
    });
    expect(second?.suites).toEqual(["bookworm-security"]);
    expect(rest).toEqual([]);
  });

  it("leaves out disabled stanzas and source packages", () => {
    expect(parseDeb822(DEBIAN.replace("Types: deb", "Enabled: no\nTypes: deb"))).toHaveLength(1);
    expect(parseDeb822(DEBIAN.replace("Types: deb", "Types: deb-src"))).toHaveLength(1);
    expect(parseDeb822(DEBIAN.replace("Types: deb", "Types: deb deb-src"))).toHaveLength(2);
  });

  it("keeps a key that is in the file itself", () => {
    const [source] = parseDeb822(
      "Types: deb\nURIs: http://m/debian\nSuites: trixie\nComponents: main\nSigned-By:\n" +
        " -----BEGIN PGP PUBLIC KEY BLOCK-----\n .\n mDME\n -----END PGP PUBLIC KEY BLOCK-----\n",
    );
    expect(source?.signedBy).toBe(
      "-----BEGIN PGP PUBLIC KEY BLOCK-----\n.\nmDME\n-----END PGP PUBLIC KEY BLOCK-----",
    );
  });
});

describe("one-line format", () => {
  it("reads options, several components and a trailing comment", () => {
    expect(
      parseOneLine(
        "# deb http://no.example/debian bookworm main\n" +
          "deb [arch=amd64 signed-by=/etc/apt/keyrings/k.gpg] http://m/debian bookworm main non-free # x\n" +
          "deb-src http://m/debian bookworm main\n" +
          "deb http://m/ubuntu noble main universe\n",
      ),
    ).toEqual([
      {
        uri: "http://m/debian",
        suites: ["bookworm"],
        components: ["main", "non-free"],
        signedBy: "/etc/apt/keyrings/k.gpg",
      },
      { uri: "http://m/ubuntu", suites: ["noble"], components: ["main", "universe"] },
    ]);
  });
});

describe("choice of mirror and suite", () => {
  const debian = parseOsRelease('ID=debian\nVERSION_CODENAME=bookworm\nPRETTY_NAME="Debian 12"\n');
  const ubuntu = parseOsRelease("ID=ubuntu\nID_LIKE=debian\nVERSION_CODENAME=noble\n");

  it("takes the distribution's own entry, not a third party's or the security one", () => {
    const others = parseOneLine("deb http://third.example/apt stable tools\n");
    const source = ownSource([...others, ...parseDeb822(DEBIAN).reverse()], debian.codename);
    expect(source?.uri).toBe("http://mirror.example/debian");
    expect(ownSource(others, debian.codename)).toBeUndefined();
  });

  it("tries later suites first on Debian and the own suite alone on Ubuntu", () => {
    const [source] = parseDeb822(DEBIAN);
    const [own] = parseOneLine("deb http://m/ubuntu noble main universe\n");
    if (!source || !own) throw new Error("no source was read");
    expect(suitesToTry(debian, source)).toEqual(["testing", "forky", "trixie", "bookworm"]);
    expect(suitesToTry(ubuntu, own)).toEqual(["noble"]);
  });

  it("uses the Ubuntu suite on a system derived from Ubuntu", () => {
    const mint = parseOsRelease(
      'ID=linuxmint\nID_LIKE="ubuntu debian"\nVERSION_CODENAME=wilma\nUBUNTU_CODENAME=noble\n',
    );
    const [own] = parseOneLine("deb http://m/ubuntu noble main universe\n");
    if (!own) throw new Error("no source was read");
    expect(suitesToTry(mint, own)).toEqual(["noble"]);
  });
});
