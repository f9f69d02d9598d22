// Connects with each of the creds files and prints one line for each: file, answer, words. Run by shapes.mjs.
#include <stdio.h>
#include <nats/nats.h>

int main(int count, char **args) {
    for (int i = 2; i < count; i++) {
        natsOptions *opts = NULL;
        natsConnection *nc = NULL;
        natsStatus s = natsOptions_Create(&opts);
        if (s == NATS_OK) s = natsOptions_SetURL(opts, args[1]);
        if (s == NATS_OK) s = natsOptions_SetTimeout(opts, 10000);
        if (s == NATS_OK) s = natsOptions_SetUserCredentialsFromFiles(opts, args[i], NULL);
        if (s == NATS_OK) s = natsConnection_Connect(&nc, opts);
        const char *last = nats_GetLastError(NULL);
        if (s == NATS_OK) printf("%s\taccepted\t\n", args[i]);
        else printf("%s\trefused\t%s: %s\n", args[i], natsStatus_GetText(s), last ? last : "");
        natsConnection_Destroy(nc);
        natsOptions_Destroy(opts);
    }
    nats_Close();
    return 0;
}
