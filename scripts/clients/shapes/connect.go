// Connects with each of the creds files and prints one line for each: file, answer, words. Run by shapes.mjs.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/nats-io/nats.go"
)

func main() {
	for _, file := range os.Args[2:] {
		nc, err := nats.Connect(os.Args[1], nats.UserCredentials(file), nats.Timeout(10*time.Second))
		if err != nil {
			fmt.Printf("%s\trefused\t%s\n", file, strings.ReplaceAll(err.Error(), "\n", " "))
			continue
		}
		nc.Close()
		fmt.Printf("%s\taccepted\t\n", file)
	}
}
