// Makes creds with nats-io/jwt and nkeys. The account's seed comes on the first line of standard input.
package main

import (
	"bufio"
	"fmt"
	"os"
	"time"

	"github.com/nats-io/jwt/v2"
	"github.com/nats-io/nkeys"
)

func main() {
	line, _ := bufio.NewReader(os.Stdin).ReadBytes('\n')
	account, err := nkeys.FromSeed(line[:58])
	fail(err)
	user, err := nkeys.CreateUser()
	fail(err)
	key, err := user.PublicKey()
	fail(err)
	claims := jwt.NewUserClaims(key)
	claims.Name = "maker"
	claims.Expires = time.Now().Add(time.Hour).Unix()
	claims.Pub.Allow.Add("orders.>")
	claims.Sub.Deny.Add("secret.>")
	token, err := claims.Encode(account)
	fail(err)
	seed, err := user.Seed()
	fail(err)
	creds, err := jwt.FormatUserConfig(token, seed)
	fail(err)
	fmt.Print(string(creds))
}

func fail(err error) {
	if err != nil {
		panic(err)
	}
}
