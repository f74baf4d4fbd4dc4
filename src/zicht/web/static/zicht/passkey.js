// SPDX-FileCopyrightText: 2026 Zicht contributors
// SPDX-License-Identifier: EUPL-1.2
// allauth only writes a failed passkey to the console; people need to read it on the page.
(function () {
  'use strict'
  document.addEventListener('allauth.error', function (event) {
    var box = document.getElementById('passkey-failed')
    if (!box) return
    event.preventDefault()
    box.hidden = false
    box.focus()
  })
})()
