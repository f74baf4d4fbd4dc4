// SPDX-FileCopyrightText: 2026 Zicht contributors
// SPDX-License-Identifier: EUPL-1.2
// Makes the way out better than a plain link: the page leaves the back button, and Escape three times works too.
(function () {
  'use strict'
  var link = document.getElementById('quick-exit')
  if (!link) return
  var presses = []

  function leave () {
    document.documentElement.hidden = true // nothing to read while the other page loads
    window.location.replace(link.href)
  }

  link.addEventListener('click', function (event) {
    event.preventDefault()
    leave()
  })
  document.addEventListener('keydown', function (event) {
    if (event.key !== 'Escape') return
    presses = presses.filter(function (at) { return event.timeStamp - at < 1500 })
    presses.push(event.timeStamp)
    if (presses.length < 3) return
    event.preventDefault() // for browsers Escape also means: stop loading, and that would stop the way out
    leave()
  })
  // A page that comes back from the back-forward cache must not stay hidden.
  window.addEventListener('pageshow', function () { document.documentElement.hidden = false })
})()
