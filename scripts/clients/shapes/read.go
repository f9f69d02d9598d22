// Reads each of the creds files as the Go tools do, with nats-io/jwt, and prints one line for each: file, answer, words.
// A file is read if the seed belongs to the user of the JWT. Run by shapes.mjs.
package main

import (
	"errors"
	"fmt"
	"os"
	"strings"

	"github.com/nats-io/jwt/v2"
)

func read(file string) error {
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	token, err := jwt.ParseDecoratedJWT(data)
	if err != nil {
		return err
	}
	pair, err := jwt.ParseDecoratedNKey(data)
	if err != nil {
		return err
	}
	claims, err := jwt.DecodeUserClaims(token)
	if err != nil {
		return fmt.Errorf("wrong JWT: %w", err)
	}
	key, err := pair.PublicKey()
	if err != nil {
		return err
	}
	if key != claims.Subject {
		return errors.New("the seed is of another user")
	}
	return nil
}

func main() {
	for _, file := range os.Args[2:] {
		if err := read(file); err != nil {
			fmt.Printf("%s\trefused\t%s\n", file, strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		fmt.Printf("%s\taccepted\t\n", file)
	}
}
