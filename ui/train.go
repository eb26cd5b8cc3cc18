package ui

import (
	"regnetlens/ui/results"
	"regnetlens/ui/session"
)

func (c *Train) title() string {
	n, _ := c.S.Published.Network(c.S.Published.Train)
	return c.S.Text.Fill(c.S.Text.Results.TrainTitle, n.Title, results.Data[c.S.Published.Data])
}

// commands are what to type; none while nobody reads them.
func (c *Train) commands() []session.Command {
	n, ok := c.S.Published.Network(c.S.Published.Train)
	if !ok || c.S.Dialog != session.DialogTrain && c.S.Modal != session.DialogTrain {
		return nil
	}
	return session.Commands(n, c.S.Published.Data)
}
