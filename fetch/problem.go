package fetch

import (
	"compress/flate"
	"compress/gzip"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"strings"
	"syscall"
	"time"
)

// A problem is why an address gives nothing, and what helps.
type problem struct{ reason, remedy string }

func (p problem) Error() string { return p.reason + ": " + p.remedy }

const (
	inBrowser = "open it in a browser, save the page, and give the file"
	later     = "try again later"
)

// clock writes a time for who has to wait for it.
func clock(t time.Time) string {
	if t = t.Local(); time.Until(t) > 12*time.Hour {
		return t.Format("2006-01-02 15:04")
	}
	return t.Format("15:04:05")
}

// status names a status for people.
func status(code int) string {
	return strings.TrimSpace(fmt.Sprintf("%d %s", code, http.StatusText(code)))
}

// statusProblem says what it means that a server answers with a for u.
func statusProblem(a answer, u *url.URL) problem {
	code := a.status
	p := problem{"the server answers " + status(code), inBrowser}
	switch {
	case code == http.StatusNotFound, code == http.StatusGone:
		p.remedy = "check the address, or give that of a copy, for one https://web.archive.org/web/" + u.String()
	case code == http.StatusTooManyRequests, code >= 500:
		if p.remedy = later; a.head.Get("Retry-After") != "" {
			p.remedy = "try again after " + clock(a.at.Add(comeBack(a.head.Get("Retry-After"), a.at)))
		}
	case code >= 300 && code < 400:
		p.reason += ", and not where to go on"
	case code < 300:
		p.reason += ", and no page"
	}
	return p
}

// A failed is why a request to a host failed.
type failed struct {
	host string
	error
}

func (f failed) Unwrap() error { return f.error }

// explain says what an error means to a person.
func explain(err error, l *Limits) problem {
	var (
		p           problem
		private     refused
		name        *net.DNSError
		certificate *tls.CertificateVerificationError
		timeout     interface{ Timeout() bool }
		request     failed
		corrupt     flate.CorruptInputError
	)
	host := "the server"
	if errors.As(err, &request) {
		host, err = request.host, request.error
	}
	switch {
	case errors.As(err, &p):
		return p
	case errors.As(err, &private):
		at := host + ", which is " + private.ip.String()
		if host == private.ip.String() {
			at = host
		}
		return problem{fmt.Sprintf("it leads to %s: %s, not the public web", at, private.what), "if you mean to read it, say so with -private"}
	case errors.Is(err, errTooLarge):
		return problem{fmt.Sprintf("it is larger than %d MB", l.Bytes>>20), "download it yourself, and give the file"}
	case errors.Is(err, errTooSlow):
		return problem{fmt.Sprintf("%s did not send it within %v", host, l.Whole), "try again later, or open it in a browser, save the page, and give the file"}
	case errors.As(err, &name) && name.IsNotFound:
		return problem{"there is no host " + host, "check the spelling, and whether you are online"}
	case errors.As(err, &name):
		return problem{"the name of " + host + " cannot be looked up: " + name.Err, "check whether you are online"}
	case errors.As(err, &certificate):
		return problem{fmt.Sprintf("%s cannot show that it is who it says: %v", host, certificate.Err), inBrowser}
	case errors.Is(err, syscall.ECONNREFUSED):
		return problem{host + " does not take connections there", "check the address, or try again later"}
	case errors.As(err, &timeout) && timeout.Timeout():
		return problem{host + " did not answer in time", later}
	case errors.Is(err, gzip.ErrHeader), errors.Is(err, gzip.ErrChecksum), errors.As(err, &corrupt):
		return problem{"what the server sent cannot be unpacked: " + err.Error(), later}
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF), errors.Is(err, syscall.ECONNRESET):
		return problem{"it breaks off: " + host + " closed the connection before the end", later}
	}
	return problem{"it cannot be fetched: " + err.Error(), "check the address, or try again later"}
}
